// Original file: proto/storage.proto

import type { NodeRef as _toruslab_NodeRef, NodeRef__Output as _toruslab_NodeRef__Output } from '../toruslab/NodeRef';

export interface HandoffOfferRequest {
  'leaving'?: (_toruslab_NodeRef | null);
}

export interface HandoffOfferRequest__Output {
  'leaving': (_toruslab_NodeRef__Output | null);
}
