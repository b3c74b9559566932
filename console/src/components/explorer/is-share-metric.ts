/** A ratio that is a part of a whole is read as a percent; one per other (orders per buyer) as a decimal. */
export function isShareMetric(id: string): boolean {
  return /(^|_)(rate|share|conversion)(_|$)/.test(id);
}
