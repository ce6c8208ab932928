// Original file: proto/storage.proto

import type { NodeRef as _toruslab_NodeRef, NodeRef__Output as _toruslab_NodeRef__Output } from '../toruslab/NodeRef';

// Original file: proto/storage.proto

/**
 * Why keys move.
 */
export const _toruslab_HandoffBeginRequest_Cause = {
  JOIN: 'JOIN',
  LEAVE: 'LEAVE',
  REPAIR: 'REPAIR',
} as const;

/**
 * Why keys move.
 */
export type _toruslab_HandoffBeginRequest_Cause =
  | 'JOIN'
  | 0
  | 'LEAVE'
  | 1
  | 'REPAIR'
  | 2

/**
 * Why keys move.
 */
export type _toruslab_HandoffBeginRequest_Cause__Output = typeof _toruslab_HandoffBeginRequest_Cause[keyof typeof _toruslab_HandoffBeginRequest_Cause]

export interface HandoffBeginRequest {
  'gaining'?: (_toruslab_NodeRef | null);
  'end'?: (Buffer | Uint8Array | string);
  'cause'?: (_toruslab_HandoffBeginRequest_Cause);
}

export interface HandoffBeginRequest__Output {
  'gaining': (_toruslab_NodeRef__Output | null);
  'end': (Buffer);
  'cause': (_toruslab_HandoffBeginRequest_Cause__Output);
}
