// Original file: proto/storage.proto


export interface HandoffConfirmRequest {
  'transfer'?: (string);
}

export interface HandoffConfirmRequest__Output {
  'transfer': (string);
}
