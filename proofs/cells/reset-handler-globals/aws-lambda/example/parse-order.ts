export const parseOrder = (body: string): { id: string; isPaid: boolean } => JSON.parse(body);
