import { digestOf, setupState, standingFaults, type Point, type PointAnswer } from './setup-check.js';

const points: readonly Point[] = [
  { code: 'committee', shown: ['Gemeentelijk stembureau Assen', '0106'] },
  { code: 'keys', shown: ['ab12'] },
];
const right = (point: Point): PointAnswer => ({ ...point, right: true, note: '' });
const wrong = (point: Point): PointAnswer => ({ ...point, right: false, note: 'dit is onze oude sleutel' });
const all = { answers: points.map(right) };
const one = { answers: [right(points[0]!), wrong(points[1]!)] };
const renewed: readonly Point[] = [points[0]!, { code: 'keys', shown: ['cd34'] }];
const facts = { points, delivers: true, hasTrial: true };

describe('how a committee stands with verifying the set-up', () => {
  it('is verified when all is confirmed and a test delivery came through', () => {
    expect(setupState({ ...facts, check: all })).toBe('verified');
    expect(setupState({ ...facts, check: all, hasTrial: false })).toBe('partly');
    expect(setupState({ ...facts, check: all, hasTrial: false, delivers: false })).toBe('verified');
    expect(setupState({ ...facts, check: null })).toBe('partly');
    expect(setupState({ ...facts, check: null, hasTrial: false })).toBe('none');
  });

  it('is wrong as long as what was reported is as it was', () => {
    expect(setupState({ ...facts, check: one })).toBe('wrong');
    expect(standingFaults(points, one).map(({ code }) => code)).toEqual(['keys']);
    expect(setupState({ ...facts, points: renewed, check: one })).toBe('changed');
    expect(standingFaults(renewed, one)).toEqual([]);
  });

  it('holds no longer when what was confirmed changed, or something came to be asked', () => {
    expect(setupState({ ...facts, points: renewed, check: all })).toBe('changed');
    const asked: Point = { code: 'contact', shown: ['M. de Vries'] };
    expect(setupState({ ...facts, points: [...points, asked], check: all })).toBe('changed');
  });
});

it('the digest is of what was shown, line by line', () => {
  expect(digestOf(points)).toBe(digestOf(points.map(({ code, shown }) => ({ shown, code }))));
  expect(digestOf(renewed)).not.toBe(digestOf(points));
  expect(digestOf([{ code: 'keys', shown: ['a', 'b'] }])).not.toBe(
    digestOf([{ code: 'keys', shown: ['ab'] }]),
  );
});
