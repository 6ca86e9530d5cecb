/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <openssl/x509.h>

G_BEGIN_DECLS

typedef enum {
  DESK_SUBJECT_NAME_ERROR_FORM,
} DeskSubjectNameError;

#define DESK_SUBJECT_NAME_ERROR (desk_subject_name_error_quark ())
GQuark desk_subject_name_error_quark (void);

/* Reads the subject of a request: "CN=张三,O=某公司,L=呼和浩特市,ST=内蒙古自治区,C=CN" (RFC 4514,
 * the most specific part first; a comma or a backslash in a value stands after a backslash), or a
 * name alone, which becomes the common name. Takes C, ST, L, O, OU and CN; there must be a CN.
 * UTF-8, each value 1 to as many code points as RFC 5280, appendix A.1, allows. Caller owns. */
X509_NAME *desk_subject_name_parse (const char *text, GError **error);

G_END_DECLS
