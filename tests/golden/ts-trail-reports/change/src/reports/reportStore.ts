import { randomUUID } from "node:crypto";

export const KINDS = ["tree", "bridge", "path", "sign"] as const;

export interface NewReport {
  readonly trailId: string;
  readonly reportedBy: string;
  readonly kind: (typeof KINDS)[number];
  readonly text: string;
}

export interface Report extends NewReport {
  readonly id: string;
  readonly at: Date;
}

export class ReportStore {
  private readonly reports: Report[] = [];

  constructor(private readonly now: () => Date = () => new Date()) {}

  add(report: NewReport): Report {
    const stored = { ...report, id: randomUUID(), at: this.now() };
    this.reports.unshift(stored);
    return stored;
  }

  of(trailId: string): Report[] {
    return this.reports.filter((report) => report.trailId === trailId);
  }

  countOf(userId: string, withinMs: number): number {
    const from = this.now().getTime() - withinMs;
    return this.reports.filter((report) => report.reportedBy === userId && report.at.getTime() >= from).length;
  }
}
