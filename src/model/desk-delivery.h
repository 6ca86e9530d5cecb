/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-issues.h"

G_BEGIN_DECLS

typedef enum {
  DESK_DELIVERY_MAIL,    /* 邮寄领取 */
  DESK_DELIVERY_COLLECT, /* 自取 */
} DeskDeliveryMethod;

typedef enum {
  DESK_CARRIER_SF,  /* 顺丰速运 */
  DESK_CARRIER_EMS, /* EMS */
} DeskCarrier;

#define DESK_TYPE_DELIVERY_METHOD (desk_delivery_method_get_type ())
#define DESK_TYPE_CARRIER         (desk_carrier_get_type ())
GType desk_delivery_method_get_type (void);
GType desk_carrier_get_type (void);

/**
 * DeskDelivery:
 *
 * Properties: `method`, `carrier`; strings, never NULL: `recipient`, `phone`, `region` (province,
 * city and county joined by spaces), `address` (street and door), `postcode` (may stay empty),
 * `branch` (the code of a collection point, "" until chosen).
 */
#define DESK_TYPE_DELIVERY (desk_delivery_get_type ())

G_DECLARE_FINAL_TYPE (DeskDelivery, desk_delivery, DESK, DELIVERY, GObject)

DeskDelivery *desk_delivery_new (void);

DeskDeliveryMethod desk_delivery_get_method (DeskDelivery *self);
void desk_delivery_set_method (DeskDelivery *self, DeskDeliveryMethod method);
DeskCarrier desk_delivery_get_carrier (DeskDelivery *self);
void desk_delivery_set_carrier (DeskDelivery *self, DeskCarrier carrier);
const char *desk_delivery_get_recipient (DeskDelivery *self);
const char *desk_delivery_get_phone (DeskDelivery *self);
const char *desk_delivery_get_region (DeskDelivery *self);
const char *desk_delivery_get_address (DeskDelivery *self);
const char *desk_delivery_get_postcode (DeskDelivery *self);
const char *desk_delivery_get_branch (DeskDelivery *self);
void desk_delivery_set_recipient (DeskDelivery *self, const char *recipient);
void desk_delivery_set_phone (DeskDelivery *self, const char *phone);
void desk_delivery_set_region (DeskDelivery *self, const char *region);
void desk_delivery_set_address (DeskDelivery *self, const char *address);
void desk_delivery_set_postcode (DeskDelivery *self, const char *postcode);
void desk_delivery_set_branch (DeskDelivery *self, const char *branch);

/* Fields: delivery.recipient, delivery.phone, delivery.region, delivery.address,
 * delivery.postcode, delivery.branch. */
void desk_delivery_validate (DeskDelivery *self, DeskIssues *issues);

G_END_DECLS
