/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-wizard-page.h"

G_BEGIN_DECLS

/**
 * DeskPageContract:
 *
 * 确认合同: the generated contract with the state of its signatures; the tick 本人已阅读合同
 * becomes available when the last page was shown.
 */
#define DESK_TYPE_PAGE_CONTRACT (desk_page_contract_get_type ())

G_DECLARE_FINAL_TYPE (DeskPageContract, desk_page_contract, DESK, PAGE_CONTRACT, DeskWizardPage)

G_END_DECLS
