// Original file: proto/storage.proto


export interface PullRequest {
  'transfer'?: (string);
}

export interface PullRequest__Output {
  'transfer': (string);
}
