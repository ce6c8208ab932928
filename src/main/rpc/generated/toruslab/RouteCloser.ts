// Original file: proto/ring.proto

import type { NodeRef as _toruslab_NodeRef, NodeRef__Output as _toruslab_NodeRef__Output } from '../toruslab/NodeRef';

export interface RouteCloser {
  /**
   * Best first.
   */
  'nodes'?: (_toruslab_NodeRef)[];
  /**
   * For each node the exponent of the finger that named it; -1 for the successor list.
   */
  'exponents'?: (number)[];
}

export interface RouteCloser__Output {
  /**
   * Best first.
   */
  'nodes': (_toruslab_NodeRef__Output)[];
  /**
   * For each node the exponent of the finger that named it; -1 for the successor list.
   */
  'exponents': (number)[];
}
