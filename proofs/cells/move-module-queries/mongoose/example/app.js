const routes = new Map();

export const app = { get: (path, route) => routes.set(path, route) };

export async function request(path) {
  let body;
  await routes.get(path)(
    {},
    {
      json(value) {
        body = value;
      },
    },
  );
  return body;
}
