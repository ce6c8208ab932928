// Original file: proto/storage.proto

import type { StoredRecord as _toruslab_StoredRecord, StoredRecord__Output as _toruslab_StoredRecord__Output } from '../toruslab/StoredRecord';

export interface HandoffForwardRequest {
  'transfer'?: (string);
  'record'?: (_toruslab_StoredRecord | null);
}

export interface HandoffForwardRequest__Output {
  'transfer': (string);
  'record': (_toruslab_StoredRecord__Output | null);
}
