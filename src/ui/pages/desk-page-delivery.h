/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-wizard-page.h"

G_BEGIN_DECLS

/**
 * DeskPageDelivery:
 *
 * 证书领取方式: by mail to an address that is to be checked, or from a collection point.
 */
#define DESK_TYPE_PAGE_DELIVERY (desk_page_delivery_get_type ())

G_DECLARE_FINAL_TYPE (DeskPageDelivery, desk_page_delivery, DESK, PAGE_DELIVERY, DeskWizardPage)

G_END_DECLS
