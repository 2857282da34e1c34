// What operators, methods and functions do with a value, by how they are called: in one place, to be read together.

export const comparing = /^(?:[=!]==?|[<>]=?|in|instanceof)$/;
/** How what asks the database is called: following each to its library costs. */
export const asking = /^(?:find|fetch|load|query|select|count|first|create|insert|execute)(?:[A-Z]\w*)?$/;
/** Methods that only ask. */
export const testing =
  /^(?:some|every|includes|startsWith|endsWith|indexOf|lastIndexOf|findIndex|has|test|match|is[A-Z]\w*|equals?|log|info|warn|error|debug|isArray)$/;
/** Methods whose answer is the receiver with something added, taken away or worked out. */
export const computing =
  /^(?:concat|filter|map|flatMap|slice|with|toSpliced|toSorted|reduce|plus|minus|add|sub|subtract|times|mul|multiply|div|divide(?:d?By)?|union|without|replace|replaceAll|set|merge)$/;
/** Methods and functions that give what they are given, in another dress. */
export const keeping =
  /^(?:trim|toLowerCase|toUpperCase|toString|toISOString|toFixed|valueOf|toJSON|normalize|getTime|toNumber|get|keys|values|entries)$/;
/** Methods that give an element itself. */
export const finding = /^(?:find|at|get|findLast)$/;
export const copying =
  /^(?:parse|stringify|structuredClone|clone|cloneDeep|String|Number|Boolean|parseInt|parseFloat|BigInt|from|fromEntries|entries|keys|values|abs|floor|ceil|round|trunc|Set|Map|Date|max|min)$/;
export const merging = /^(?:assign|merge|mergeDeep|deepMerge|defaults|extend|union|uniq|omit|pick|concat|set)$/;
