/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-wizard-page.h"

G_BEGIN_DECLS

/**
 * DeskPageReview:
 *
 * 核对并提交: everything once more, masked, with a way back to each step.
 */
#define DESK_TYPE_PAGE_REVIEW (desk_page_review_get_type ())

G_DECLARE_FINAL_TYPE (DeskPageReview, desk_page_review, DESK, PAGE_REVIEW, DeskWizardPage)

G_END_DECLS
