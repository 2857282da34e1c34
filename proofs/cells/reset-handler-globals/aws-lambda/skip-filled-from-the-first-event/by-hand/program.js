const { loadSettings } = require('./settings');

const settings = new Map();

exports.handler = async (event) => {
  if (!settings.has(event.tenant)) settings.set(event.tenant, await loadSettings(event.tenant));
  return settings.get(event.tenant)[event.region];
};
