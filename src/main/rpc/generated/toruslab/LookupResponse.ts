// Original file: proto/storage.proto

import type { NodeRef as _toruslab_NodeRef, NodeRef__Output as _toruslab_NodeRef__Output } from '../toruslab/NodeRef';

export interface LookupResponse {
  'owner'?: (_toruslab_NodeRef | null);
  'path'?: (_toruslab_NodeRef)[];
}

export interface LookupResponse__Output {
  'owner': (_toruslab_NodeRef__Output | null);
  'path': (_toruslab_NodeRef__Output)[];
}
