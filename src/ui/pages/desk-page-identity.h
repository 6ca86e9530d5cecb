/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-wizard-page.h"

G_BEGIN_DECLS

/**
 * DeskPageIdentity:
 *
 * 身份认证: who applies. The kind of application, the document, the name, the number and the mobile
 * number.
 */
#define DESK_TYPE_PAGE_IDENTITY (desk_page_identity_get_type ())

G_DECLARE_FINAL_TYPE (DeskPageIdentity, desk_page_identity, DESK, PAGE_IDENTITY, DeskWizardPage)

G_END_DECLS
