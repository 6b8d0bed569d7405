import { upload, type Upload } from "./upload.js";

export class Inbox {
  private readonly uploads = new Map<string, Upload>();

  register(announced: unknown): Upload {
    const accepted = upload.parse(announced);
    this.uploads.set(accepted.uploadId, accepted);
    return accepted;
  }
}
