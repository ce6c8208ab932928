// Original file: proto/storage.proto


export interface ReadRequest {
  'keyId'?: (Buffer | Uint8Array | string);
}

export interface ReadRequest__Output {
  'keyId': (Buffer);
}
