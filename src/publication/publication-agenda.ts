import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Agenda, type AgendaLine } from '../frame/agenda.js';
import { messageText } from '../routing/words.js';
import { formatTime } from '../web/format-time.js';
import { WATCHERS } from './publication-input.js';
import { ShowUnpublished, type ShownUnpublished } from './show-unpublished.js';
import { PUBLISH_PATH, publishPath } from './words.js';

/** What a body still has to make public, and for the Kiesraad how many files of others are not yet. */
@Injectable()
export class PublicationAgenda implements OnModuleInit {
  constructor(
    private readonly agenda: Agenda,
    private readonly unpublished: ShowUnpublished,
  ) {}

  onModuleInit(): void {
    this.agenda.add(async (wearer) => {
      if (!WATCHERS.levels.includes(wearer.hat.body.level)) return [];
      const shown = await this.unpublished.run(wearer);
      return shown.waiting.length === 0 ? [] : [lineOf(shown)];
    });
  }
}

function lineOf({ waiting, all, allowed, from }: ShownUnpublished): AgendaLine {
  const many = waiting.length > 1;
  if (all)
    return {
      urgency: 'waiting',
      title: many
        ? `${waiting.length} geleverde bestanden zijn nog niet openbaar`
        : '1 geleverd bestand is nog niet openbaar',
      text: 'De burgemeesters en stembureaus maken ze openbaar. U ziet welke wachten, en sinds wanneer.',
      link: { href: PUBLISH_PATH, label: 'Bekijk wat nog niet openbaar is' },
      when: null,
    };
  const [first] = waiting;
  if (!allowed)
    return {
      urgency: 'waiting',
      title: many
        ? `Later openbaar: ${waiting.length} bestanden`
        : `Later openbaar: ${messageText(first!.file.message)}`,
      text: 'Dit mag pas openbaar worden als in alle lidstaten de stembureaus zijn gesloten.',
      link: { href: PUBLISH_PATH, label: 'Naar Openbaar maken' },
      when: from === null ? null : `vanaf ${formatTime(from)}`,
    };
  return {
    urgency: 'todo',
    title: many
      ? `Maak ${waiting.length} bestanden openbaar`
      : `Maak openbaar: ${messageText(first!.file.message)}`,
    text: many
      ? 'De wet vraagt u dat meteen te doen.'
      : `Van ${first!.about}. De wet vraagt u dat meteen te doen (Kieswet ${first!.publisher.law}).`,
    link: many
      ? { href: PUBLISH_PATH, label: 'Naar Openbaar maken' }
      : { href: publishPath(first!.id ?? ''), label: 'Maak het openbaar' },
    when: 'zo snel mogelijk',
  };
}
