/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-delivery.h"
#include "desk-wire.h"

G_BEGIN_DECLS

/* PUT /v1/orders/{id}/delivery: {method, carrier, recipient, phone, region, address, postcode,
 * branch}, normalised; what the method does not ask for is left empty. */
JsonNode *desk_wire_delivery_to_json (DeskDelivery *delivery);

/* The strings may be absent. desk_delivery_validate() judges what they say. */
DeskDelivery *desk_wire_delivery_from_json (JsonObject *json, GError **error);

G_END_DECLS
