import { App } from "cdktf";
import { AnalyticsStack } from "./analytics-stack";
import { OrdersStack } from "./orders-stack";

const app = new App();
const orders = new OrdersStack(app, "orders");
new AnalyticsStack(app, "analytics", orders);
app.synth();
