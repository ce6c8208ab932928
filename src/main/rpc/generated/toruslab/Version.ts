// Original file: proto/storage.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Orders the writes of one key: a hybrid logical clock.
 */
export interface Version {
  /**
   * Milliseconds since 1970, by the writer's clock.
   */
  'wallMs'?: (number | string | Long);
  /**
   * Counts writes within one millisecond.
   */
  'counter'?: (number | string | Long);
  /**
   * Breaks ties.
   */
  'writer'?: (Buffer | Uint8Array | string);
}

/**
 * Orders the writes of one key: a hybrid logical clock.
 */
export interface Version__Output {
  /**
   * Milliseconds since 1970, by the writer's clock.
   */
  'wallMs': (number);
  /**
   * Counts writes within one millisecond.
   */
  'counter': (number);
  /**
   * Breaks ties.
   */
  'writer': (Buffer);
}
