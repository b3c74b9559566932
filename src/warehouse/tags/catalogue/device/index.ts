import type { TagDefinition } from '../../definition.ts';
import { APP_TAGS } from './app.ts';
import { CHANNELS_TAGS } from './channels.ts';
import { DEVICES_TAGS } from './devices.ts';
import { PLACES_TAGS } from './places.ts';

export const DEVICE: readonly TagDefinition[] = [...DEVICES_TAGS, ...APP_TAGS, ...CHANNELS_TAGS, ...PLACES_TAGS];
