import { BaseModel, column } from '@adonisjs/lucid/orm';

export default class Order extends BaseModel {
  @column({ isPrimary: true })
  declare id: number;

  @column()
  declare isClosed: boolean;
}
