// The require conditions first; a package that is ESM only is asked again with "import".
module.exports = (request, options) => {
  try {
    return options.defaultResolver(request, options);
  } catch (error) {
    if (/^[./]/.test(request)) throw error;
    const conditions = [...(options.conditions ?? []).filter((c) => c !== 'require'), 'import'];
    return options.defaultResolver(request, { ...options, conditions });
  }
};
