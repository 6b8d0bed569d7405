export class LookupFailed extends Error {
  override readonly name = "LookupFailed";

  constructor(readonly status: number) {
    super(`the address service answered ${status}`);
  }
}

export class LookupTimedOut extends Error {
  override readonly name = "LookupTimedOut";

  constructor(readonly afterMs: number) {
    super(`the address service gave no answer within ${afterMs} ms`);
  }
}
