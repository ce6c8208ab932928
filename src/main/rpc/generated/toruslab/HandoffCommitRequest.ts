// Original file: proto/storage.proto


export interface HandoffCommitRequest {
  'transfer'?: (string);
  'digest'?: (string);
}

export interface HandoffCommitRequest__Output {
  'transfer': (string);
  'digest': (string);
}
