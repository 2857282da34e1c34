import { defineDialect } from '../define-dialect.ts';

export const nodemailer = defineDialect({
  id: 'nodemailer',
  name: 'Nodemailer',
  language: 'javascript',
  packages: ['nodemailer', '@nestjs-modules/mailer'],
  versions: '6 – 7',
  docs: 'https://nodemailer.com/usage/',
  makes: [
    {
      call: ['nodemailer.createTransport', 'nodemailer.default.createTransport'],
      instanceOf: 'nodemailer.Transporter',
    },
  ],
  recognises: {
    enqueue: [
      {
        method: 'sendMail',
        of: { instanceOf: ['nodemailer.Transporter', '@nestjs-modules/mailer.MailerService'] },
        named: /^(?:\w*[tT]ransport(?:er)?|\w*[mM]ail(?:er)?(?:Service)?)$/,
        sends: 'mail',
      },
    ],
  },
});
