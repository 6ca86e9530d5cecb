/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-wizard-page.h"

G_BEGIN_DECLS

/**
 * DeskPageEvidence:
 *
 * 上传与签名: both sides of the ID card, the handwritten signature, and what the contract is signed
 * with: a one-off certificate after an SMS code, or a Ukey.
 */
#define DESK_TYPE_PAGE_EVIDENCE (desk_page_evidence_get_type ())

G_DECLARE_FINAL_TYPE (DeskPageEvidence, desk_page_evidence, DESK, PAGE_EVIDENCE, DeskWizardPage)

G_END_DECLS
