import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Agenda, type AgendaLine, type Wearer } from '../frame/agenda.js';
import { FileAlarms, type FileAlarm } from '../frame/file-alarms.js';
import { segmentOf } from '../kernel/actor.js';
import { ListAlarms } from './list-alarms.js';
import { ShowSums, type WholeStand } from './show-sums.js';
import { lostSentence, titleOf, wholeHref } from './sums-rows.js';
import { ADDERS } from './sums.page.js';

/** Says of a total that is not the sum of its parts that it is not, wherever who has it looks. */
@Injectable()
export class SumAlarms implements OnModuleInit {
  constructor(
    private readonly agenda: Agenda,
    private readonly alarms: FileAlarms,
    private readonly sums: ShowSums,
    private readonly lists: ListAlarms,
  ) {}

  onModuleInit(): void {
    this.agenda.add(async (wearer) => (await this.differing(wearer)).map(agendaLine));
    this.alarms.add(async (wearer) => {
      if (!adds(wearer)) return [];
      const { wholes, counted } = await this.sums.run(wearer);
      return [
        ...wholes.filter(differs).flatMap(fileAlarm),
        ...(await this.lists.of(segmentOf(wearer).electionId, counted)),
      ];
    });
  }

  private async differing(wearer: Wearer): Promise<readonly WholeStand[]> {
    return adds(wearer) ? (await this.sums.run(wearer)).wholes.filter(differs) : [];
  }
}

const adds = ({ hat }: Wearer) => ADDERS.levels.includes(hat.body.level);
const differs = ({ state }: WholeStand) => state === 'differs';
const linkOf = (whole: WholeStand) => ({ href: wholeHref(whole), label: 'Bekijk waar het verschil zit' });

function agendaLine(whole: WholeStand): AgendaLine {
  return {
    urgency: 'first',
    title: `Verschilt van de som van de tellingen: ${titleOf(whole)}`,
    text: `${lostSentence(whole)}Zoek uit hoe dat komt.`,
    ...{ link: linkOf(whole), when: 'zo snel mogelijk' },
  };
}

function fileAlarm(whole: WholeStand): readonly FileAlarm[] {
  if (whole.href === null) return [];
  return [
    {
      ...{ file: whole.href, short: 'verschilt van de som van de tellingen', link: linkOf(whole) },
      title: 'Dit totaal verschilt van de som van de tellingen',
      text: `${lostSentence(whole)}Gebruik het totaal niet voordat u weet hoe dat komt. Het papier gaat voor.`,
    },
  ];
}
