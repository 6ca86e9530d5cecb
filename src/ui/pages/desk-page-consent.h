/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-wizard-page.h"

G_BEGIN_DECLS

/**
 * DeskPageConsent:
 *
 * 阅读合同: the whole text of the contract; the tick 本人已同意签署合同 becomes available at its
 * end.
 */
#define DESK_TYPE_PAGE_CONSENT (desk_page_consent_get_type ())

G_DECLARE_FINAL_TYPE (DeskPageConsent, desk_page_consent, DESK, PAGE_CONSENT, DeskWizardPage)

G_END_DECLS
