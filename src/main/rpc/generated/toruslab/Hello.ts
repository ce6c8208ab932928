// Original file: proto/ring.proto

import type { NodeRef as _toruslab_NodeRef, NodeRef__Output as _toruslab_NodeRef__Output } from '../toruslab/NodeRef';

export interface Hello {
  /**
   * The end that speaks.
   */
  'node'?: (_toruslab_NodeRef | null);
  /**
   * The id that it means to talk to. A node of another id refuses the link with FAILED_PRECONDITION.
   */
  'to'?: (Buffer | Uint8Array | string);
}

export interface Hello__Output {
  /**
   * The end that speaks.
   */
  'node': (_toruslab_NodeRef__Output | null);
  /**
   * The id that it means to talk to. A node of another id refuses the link with FAILED_PRECONDITION.
   */
  'to': (Buffer);
}
