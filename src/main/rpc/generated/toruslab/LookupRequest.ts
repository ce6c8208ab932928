// Original file: proto/storage.proto


export interface LookupRequest {
  'id'?: (Buffer | Uint8Array | string);
}

export interface LookupRequest__Output {
  'id': (Buffer);
}
