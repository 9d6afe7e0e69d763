CREATE TABLE orders (order_id TEXT PRIMARY KEY, customer TEXT, total REAL, currency TEXT);
CREATE TABLE refunds (refund_id TEXT PRIMARY KEY, order_id TEXT, amount REAL);
INSERT INTO orders VALUES ({{ order_id | sql }}, {{ customer.name | sql }}, {{ total }}, 'USD');
