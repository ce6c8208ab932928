// Original file: proto/ring.proto

import type { NodeRef as _toruslab_NodeRef, NodeRef__Output as _toruslab_NodeRef__Output } from '../toruslab/NodeRef';
import type { Long } from '@grpc/proto-loader';

export interface NeighboursResponse {
  'node'?: (_toruslab_NodeRef | null);
  'predecessor'?: (_toruslab_NodeRef | null);
  /**
   * Exactly r entries outside the bootstrap phase.
   */
  'successors'?: (_toruslab_NodeRef)[];
  /**
   * Start of the range (served_from, node.id] that the node serves; absent while it serves none.
   */
  'servedFrom'?: (Buffer | Uint8Array | string);
  /**
   * Grows with each time the node says this in one life: which of two such answers is the newer one.
   */
  'serial'?: (number | string | Long);
  '_servedFrom'?: "servedFrom";
}

export interface NeighboursResponse__Output {
  'node': (_toruslab_NodeRef__Output | null);
  'predecessor': (_toruslab_NodeRef__Output | null);
  /**
   * Exactly r entries outside the bootstrap phase.
   */
  'successors': (_toruslab_NodeRef__Output)[];
  /**
   * Start of the range (served_from, node.id] that the node serves; absent while it serves none.
   */
  'servedFrom'?: (Buffer);
  /**
   * Grows with each time the node says this in one life: which of two such answers is the newer one.
   */
  'serial': (number);
  '_servedFrom'?: "servedFrom";
}
