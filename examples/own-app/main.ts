import { App } from "cdktf";
import { GuardValidation } from "cdktf-cross-account-dynamodb-streams/guards";
import { AnalyticsStack } from "./analytics-stack";
import { OrdersStack } from "./orders-stack";

const app = new App();
const orders = new OrdersStack(app, "orders");
new AnalyticsStack(app, "analytics", orders);
// Synthesis fails when a stack breaks a guard, for example when a policy lets in an account that no stack deploys to.
GuardValidation.addTo(app);
app.synth();
