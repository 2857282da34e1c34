const { Sequelize } = require('sequelize');

const sequelize = new Sequelize(process.env.DATABASE_URL);
const Room = sequelize.define('Room', {});

exports.list = () => Room.findAll();
