import { randomUUID } from "node:crypto";

import type { Courses } from "../courses/courses.js";
import { Problem } from "../http/problem.js";

export interface Entry {
  readonly id: string;
  readonly swimmerId: string;
  readonly courseId: string;
  endedAt?: Date;
}

export class WaitingLists {
  /** In the order in which they were made. */
  private entries: Entry[] = [];

  constructor(
    private readonly courses: Courses,
    private readonly now: () => Date = () => new Date(),
  ) {}

  join(swimmerId: string, courseId: string): Entry {
    const course = this.courses.get(courseId);
    if (!course) {
      throw new Problem(404, "There is no such course");
    }
    if (course.freePlaces > 0) {
      throw new Problem(409, "This course has free places");
    }
    const entry = { id: randomUUID(), swimmerId, courseId };
    this.entries.push(entry);
    return entry;
  }

  all(): readonly Entry[] {
    return this.entries;
  }

  next(courseId: string): Entry | undefined {
    return this.open().find((entry) => entry.courseId === courseId);
  }

  leave(id: string, swimmerId: string): void {
    const entry = this.open().find((one) => one.id === id && one.swimmerId === swimmerId);
    if (!entry) {
      throw new Problem(404, "There is no such entry");
    }
    entry.endedAt = this.now();
  }

  private open(): Entry[] {
    return this.entries.filter((entry) => !entry.endedAt);
  }
}
