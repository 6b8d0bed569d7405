export interface Course {
  readonly id: string;
  readonly name: string;
  freePlaces: number;
}

export class Courses {
  private readonly courses = new Map<string, Course>();

  add(course: Course): void {
    this.courses.set(course.id, course);
  }

  get(id: string): Course | undefined {
    return this.courses.get(id);
  }
}
