/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-wire"

#include "desk-wire-error.h"

typedef struct {
  char *field; /* owned */
  DeskFieldProblem problem;
} DeskWireErrorPrivate;

static void
desk_wire_error_private_init (DeskWireErrorPrivate *priv)
{
  priv->field = g_strdup ("");
}

static void
desk_wire_error_private_copy (const DeskWireErrorPrivate *source, DeskWireErrorPrivate *target)
{
  g_free (target->field);
  target->field = g_strdup (source->field);
  target->problem = source->problem;
}

static void
desk_wire_error_private_clear (DeskWireErrorPrivate *priv)
{
  g_free (priv->field);
}

/* The macro's functions give NULL for an error of another domain; GCC fears that once it has
 * inlined them. */
#pragma GCC diagnostic ignored "-Wnull-dereference"
G_DEFINE_EXTENDED_ERROR (DeskWireError, desk_wire_error)

GError *
desk_wire_error_new_field (DeskWireError code, const char *field, DeskFieldProblem problem)
{
  GError *error = code == DESK_WIRE_ERROR_UNKNOWN_MEMBER
                      ? g_error_new (DESK_WIRE_ERROR, (int) code, "unknown member: %s", field)
                      : g_error_new (DESK_WIRE_ERROR, (int) code, "%s: %s", field,
                                     desk_field_problem_get_code (problem));
  DeskWireErrorPrivate *priv = desk_wire_error_get_private (error);

  g_free (priv->field);
  priv->field = g_strdup (field);
  priv->problem = problem;
  return error;
}

DeskProblemCode
desk_wire_error_get_problem_code (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == DESK_WIRE_ERROR, DESK_PROBLEM_INTERNAL);

  switch ((DeskWireError) error->code) {
  case DESK_WIRE_ERROR_UNKNOWN_MEMBER:
    return DESK_PROBLEM_UNKNOWN_MEMBER;
  case DESK_WIRE_ERROR_INVALID_FIELD:
    return DESK_PROBLEM_INVALID_FIELDS;
  case DESK_WIRE_ERROR_INVALID_JSON:
  default:
    return DESK_PROBLEM_INVALID_JSON;
  }
}

const char *
desk_wire_error_get_field (const GError *error)
{
  DeskWireErrorPrivate *priv = desk_wire_error_get_private (error);

  g_return_val_if_fail (priv != NULL, NULL);

  return priv->field;
}

DeskFieldProblem
desk_wire_error_get_problem (const GError *error)
{
  DeskWireErrorPrivate *priv = desk_wire_error_get_private (error);

  g_return_val_if_fail (priv != NULL, DESK_FIELD_OK);

  return priv->problem;
}
