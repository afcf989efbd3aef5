/** DER for tests in any room: a spec of src/verify may not reach up into src/rehearsal itself. */
export * from '../../src/rehearsal/der.js';
