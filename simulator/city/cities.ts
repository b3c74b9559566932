/** A city of the platform; `share` is its part of the people. Districts lie around the centre, in kilometres east and north. */
export interface City {
  readonly name: string;
  readonly share: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly districts: readonly { readonly name: string; readonly east: number; readonly north: number }[];
}

export const CITIES: readonly City[] = [
  {
    name: 'Chengdu',
    share: 0.34,
    latitude: 30.657,
    longitude: 104.066,
    districts: [
      { name: 'Jinjiang', east: 2.5, north: -1 },
      { name: 'Wuhou', east: -2, north: -3.5 },
      { name: 'Qingyang', east: -3, north: 1.5 },
      { name: 'Chenghua', east: 4, north: 3 },
      { name: 'Gaoxin', east: 0.5, north: -8 },
    ],
  },
  {
    name: 'Hangzhou',
    share: 0.24,
    latitude: 30.274,
    longitude: 120.155,
    districts: [
      { name: 'Xihu', east: -4, north: 0.5 },
      { name: 'Gongshu', east: -1, north: 5 },
      { name: 'Shangcheng', east: 2, north: -1.5 },
      { name: 'Binjiang', east: 3, north: -7 },
    ],
  },
  {
    name: 'Wuhan',
    share: 0.18,
    latitude: 30.593,
    longitude: 114.305,
    districts: [
      { name: 'Jianghan', east: -2.5, north: 1.5 },
      { name: 'Wuchang', east: 3, north: -3 },
      { name: 'Hongshan', east: 6, north: -6 },
      { name: 'Hanyang', east: -5, north: -3 },
    ],
  },
  {
    name: 'Changsha',
    share: 0.14,
    latitude: 28.228,
    longitude: 112.939,
    districts: [
      { name: 'Furong', east: 2.5, north: 0.5 },
      { name: 'Yuelu', east: -4, north: 0 },
      { name: 'Tianxin', east: 0.5, north: -4 },
    ],
  },
  {
    name: 'Nanjing',
    share: 0.1,
    latitude: 32.06,
    longitude: 118.797,
    districts: [
      { name: 'Xuanwu', east: 1.5, north: 3 },
      { name: 'Qinhuai', east: 0.5, north: -2.5 },
      { name: 'Gulou', east: -2.5, north: 1 },
    ],
  },
];

/** How far people and merchants scatter around the middle of their district, in kilometres. */
export const DISTRICT_SPREAD_KM = 1.6;
