import type { Locator, Page } from 'playwright-core';

/** Stops between any two things of a page at most. */
const FAR = 90;

/** Somebody who uses a page by keyboard alone, and who must see where they are. */
export class Keyboard {
  constructor(private readonly page: Page) {}

  /** Tabs on to an element. Throws when it is not reached, or when the focus cannot be seen on the way. */
  async to(target: Locator): Promise<void> {
    for (let stops = 0; stops < FAR; stops += 1) {
      const { there, seen, at } = await target.evaluate((wanted) => {
        const active = document.activeElement!;
        const { outlineStyle, boxShadow } = getComputedStyle(active);
        return {
          there: active === wanted,
          seen: active === document.body || outlineStyle !== 'none' || boxShadow !== 'none',
          at: active.outerHTML.slice(0, 90),
        };
      });
      if (!seen) throw new Error(`the focus cannot be seen on ${at}`);
      if (there) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`the keyboard does not reach ${String(target)}`);
  }

  /** A link or a button. */
  async press(target: Locator): Promise<void> {
    await this.to(target);
    await this.page.keyboard.press('Enter');
  }

  /** A box or a first radio button. */
  async tick(target: Locator): Promise<void> {
    await this.to(target);
    await this.page.keyboard.press('Space');
  }

  /** Over whatever stands in the field. */
  async type(target: Locator, text: string): Promise<void> {
    await this.to(target);
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.type(text);
  }

  /** Goes down a list to this value. */
  async choose(target: Locator, value: string): Promise<void> {
    await this.to(target);
    for (let steps = 0; (await target.inputValue()) !== value; steps += 1) {
      if (steps === FAR) throw new Error(`the list has no ${value}`);
      await this.page.keyboard.press('ArrowDown');
    }
  }

  /** Types the groups that are asked for over from this fingerprint, and ticks each row. */
  async compare(fingerprint: string): Promise<void> {
    for (const field of await this.page.locator('.fingerprint-input__groups input').all()) {
      const group = Number((await field.getAttribute('name'))!.slice(5));
      await this.type(field, fingerprint.slice((group - 1) * 4, group * 4));
    }
    for (const row of await this.page.locator('.paper-row input').all()) await this.tick(row);
  }
}
