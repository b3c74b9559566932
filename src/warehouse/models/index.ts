export { refreshOrders } from './refresh-orders.ts';
