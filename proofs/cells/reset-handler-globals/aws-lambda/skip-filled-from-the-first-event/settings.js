exports.loadSettings = async (tenant) => ({ north: `${tenant} in the north`, south: `${tenant} in the south` });
