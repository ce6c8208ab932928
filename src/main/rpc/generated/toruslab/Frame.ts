// Original file: proto/ring.proto

import type { Method as _toruslab_Method, Method__Output as _toruslab_Method__Output } from '../toruslab/Method';
import type { Hello as _toruslab_Hello, Hello__Output as _toruslab_Hello__Output } from '../toruslab/Hello';

// Original file: proto/ring.proto

export const _toruslab_Frame_Kind = {
  KIND_UNSPECIFIED: 'KIND_UNSPECIFIED',
  /**
   * First frame of each direction: `hello`.
   */
  HELLO: 'HELLO',
  /**
   * `id`, `method`, `time_left_ms`, `body`.
   */
  REQUEST: 'REQUEST',
  /**
   * `id` of the request, `body`.
   */
  REPLY: 'REPLY',
  /**
   * `id` of the request, `code`, `message`.
   */
  ERROR: 'ERROR',
  /**
   * `id` of a request whose caller gave up: no answer is wanted any more.
   */
  CANCEL: 'CANCEL',
  /**
   * "I send no more requests." When both ends have said so and every answer has arrived, the end that dialled
   * closes the stream. A stream that ends without it is the first sign of a crash.
   */
  GOODBYE: 'GOODBYE',
} as const;

export type _toruslab_Frame_Kind =
  | 'KIND_UNSPECIFIED'
  | 0
  /**
   * First frame of each direction: `hello`.
   */
  | 'HELLO'
  | 1
  /**
   * `id`, `method`, `time_left_ms`, `body`.
   */
  | 'REQUEST'
  | 2
  /**
   * `id` of the request, `body`.
   */
  | 'REPLY'
  | 3
  /**
   * `id` of the request, `code`, `message`.
   */
  | 'ERROR'
  | 4
  /**
   * `id` of a request whose caller gave up: no answer is wanted any more.
   */
  | 'CANCEL'
  | 5
  /**
   * "I send no more requests." When both ends have said so and every answer has arrived, the end that dialled
   * closes the stream. A stream that ends without it is the first sign of a crash.
   */
  | 'GOODBYE'
  | 6

export type _toruslab_Frame_Kind__Output = typeof _toruslab_Frame_Kind[keyof typeof _toruslab_Frame_Kind]

/**
 * One step of one call on a link.
 */
export interface Frame {
  'kind'?: (_toruslab_Frame_Kind);
  /**
   * Numbered by the end that asks; the two directions count for themselves.
   */
  'id'?: (number);
  'method'?: (_toruslab_Method);
  /**
   * What the caller has left until its deadline, in ms; 0 or absent when it set none.
   */
  'timeLeftMs'?: (number);
  /**
   * The request or response message of the method.
   */
  'body'?: (Buffer | Uint8Array | string);
  /**
   * A gRPC status code.
   */
  'code'?: (number);
  /**
   * What went wrong, for a person; names the value.
   */
  'message'?: (string);
  'hello'?: (_toruslab_Hello | null);
}

/**
 * One step of one call on a link.
 */
export interface Frame__Output {
  'kind': (_toruslab_Frame_Kind__Output);
  /**
   * Numbered by the end that asks; the two directions count for themselves.
   */
  'id': (number);
  'method': (_toruslab_Method__Output);
  /**
   * What the caller has left until its deadline, in ms; 0 or absent when it set none.
   */
  'timeLeftMs': (number);
  /**
   * The request or response message of the method.
   */
  'body': (Buffer);
  /**
   * A gRPC status code.
   */
  'code': (number);
  /**
   * What went wrong, for a person; names the value.
   */
  'message': (string);
  'hello': (_toruslab_Hello__Output | null);
}
