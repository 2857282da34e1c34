import { defineDialect } from '../define-dialect.ts';

export const axios = defineDialect({
  id: 'axios',
  name: 'axios',
  language: 'javascript',
  packages: ['axios'],
  versions: '1',
  docs: 'https://axios-http.com/docs/api_intro',
  makes: [{ call: 'axios.default.create', instanceOf: 'axios.AxiosInstance' }],
  recognises: {
    enqueue: [
      {
        call: ['axios.default.post', 'axios.default.put', 'axios.default.patch', 'axios.default.delete'],
        sends: 'request',
      },
      { method: ['post', 'put', 'patch', 'delete'], of: { instanceOf: 'axios.AxiosInstance' }, sends: 'request' },
    ],
  },
});
