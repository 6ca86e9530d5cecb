/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-wizard-page.h"

G_BEGIN_DECLS

/**
 * DeskPageForm:
 *
 * 申请信息: the certificate, the seal and the invoice.
 */
#define DESK_TYPE_PAGE_FORM (desk_page_form_get_type ())

G_DECLARE_FINAL_TYPE (DeskPageForm, desk_page_form, DESK, PAGE_FORM, DeskWizardPage)

G_END_DECLS
