// Original file: proto/ring.proto

import type { NodeRef as _toruslab_NodeRef, NodeRef__Output as _toruslab_NodeRef__Output } from '../toruslab/NodeRef';

// Original file: proto/ring.proto

/**
 * Which rule named the owner.
 */
export const _toruslab_RouteOwner_Via = {
  /**
   * The answering node owns the id itself.
   */
  OWNER: 'OWNER',
  /**
   * The answering node's successor owns it.
   */
  SUCCESSOR: 'SUCCESSOR',
} as const;

/**
 * Which rule named the owner.
 */
export type _toruslab_RouteOwner_Via =
  /**
   * The answering node owns the id itself.
   */
  | 'OWNER'
  | 0
  /**
   * The answering node's successor owns it.
   */
  | 'SUCCESSOR'
  | 1

/**
 * Which rule named the owner.
 */
export type _toruslab_RouteOwner_Via__Output = typeof _toruslab_RouteOwner_Via[keyof typeof _toruslab_RouteOwner_Via]

export interface RouteOwner {
  'owner'?: (_toruslab_NodeRef | null);
  /**
   * Start of the owner's arc.
   */
  'predecessor'?: (Buffer | Uint8Array | string);
  'via'?: (_toruslab_RouteOwner_Via);
}

export interface RouteOwner__Output {
  'owner': (_toruslab_NodeRef__Output | null);
  /**
   * Start of the owner's arc.
   */
  'predecessor': (Buffer);
  'via': (_toruslab_RouteOwner_Via__Output);
}
