import { fieldFacts, type DeclaredEvent } from './event.js';

/** Every event that the log knows, of all rooms together. */
export class EventCatalogue {
  private readonly events = new Map<string, DeclaredEvent>();
  private readonly labels = new Map<string, string>();

  /** Throws when two events have one action, or one name of a detail means two things. */
  constructor(tables: readonly (readonly DeclaredEvent[])[]) {
    const meant = new Map<string, unknown>();
    for (const event of tables.flat()) {
      if (this.events.has(event.action)) throw new Error(`audit event ${event.action} is declared twice`);
      this.events.set(event.action, event);
      for (const [name, field] of Object.entries(event.fields)) {
        const { schema, label } = fieldFacts(field);
        if ((meant.get(name) ?? schema) !== schema)
          throw new Error(`detail ${name} of audit event ${event.action} means something else elsewhere`);
        meant.set(name, schema);
        this.labels.set(name, label);
      }
    }
  }

  /** Every declared event, in the order of the rooms. */
  all(): readonly DeclaredEvent[] {
    return [...this.events.values()];
  }

  has(action: string): boolean {
    return this.events.has(action);
  }

  /** What an action is called; one of an earlier release that is not declared any more keeps its own name. */
  title(action: string): string {
    return this.events.get(action)?.title ?? action;
  }

  /** What a detail is called; likewise. */
  label(detail: string): string {
    return this.labels.get(detail) ?? detail;
  }
}
