import { paperOf } from './paper.js';

describe('a paper that may be alone', () => {
  it.each([
    'Leeg_Model_P2a.pdf',
    'Model_P2a.pdf',
    'Model P 2a.pdf',
    'ModelP2A.PDF',
    'Leech_Model_P-2-a_Frysk.pdf',
    'P2a 1 (2).pdf',
    'map/Modelo_P2a.pdf',
    'ingevuld model p.2a.pdf',
  ])('%s is a P 2a', (name) => expect(paperOf(name)).toBe('P2a'));

  it.each([
    'Model_P22-2_bijlage.pdf',
    'model p 22-1 bijlage.pdf',
    'P22-2-Annex.pdf',
    'Taheakke Model P22-2.pdf',
  ])('%s is the annex', (name) => expect(paperOf(name)).toBe('P22-bijlage'));

  it.each([
    'Model_Na31-2.pdf',
    'Model_Na14-2.pdf',
    'Model_P22-2.pdf',
    'Model_P2b.pdf',
    'Model_P22a.pdf',
    'Model_P2a_bijlage.pdf',
    'Model_O3.pdf',
    'stap2a.pdf',
    'scan.pdf',
    'P2ab.pdf',
  ])('%s is none', (name) => expect(paperOf(name)).toBeNull());
});
