export default async function () {
  globalThis.__postgres?.stop();
}
